"""What the commands in bin/ are made of; standard library only."""
