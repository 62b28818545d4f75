"""How the attribution model is made: see README.md here."""
