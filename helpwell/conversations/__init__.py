"""What is said between a customer and us, through whichever door."""
