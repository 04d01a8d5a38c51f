"""Who is here: users with a role, visitors, invitations, and the log of who did what."""
