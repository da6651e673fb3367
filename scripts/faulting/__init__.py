"""Parts of scripts/faults.py: the crowd, the processes and what befalls them, what is checked afterwards."""
