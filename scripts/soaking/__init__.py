"""Parts of scripts/soak.py: a browser without a screen, the people who click, what is disturbed, what is checked."""
