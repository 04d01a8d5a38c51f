"""What must leave the house, as rows: nothing is lost when the mail server is away."""
