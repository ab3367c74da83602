"""What two sets agree on."""
