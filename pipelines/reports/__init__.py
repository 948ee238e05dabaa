"""What people are handed, made from what is known; what does not belong here: finding anything out."""
