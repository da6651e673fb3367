"""How much the portal costs, as a multiple of the smallest honest site for the same jobs. See README.md."""
