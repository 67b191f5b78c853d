"""The log: what it is asked for, its entries in order, its exports."""
