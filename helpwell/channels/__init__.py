"""The doors through which customers write: folders of one shape; none knows another."""
