"""What people see after a fact."""
