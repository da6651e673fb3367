"""Form fields for money, counts, days and moments: one each, for every form and the admin."""
