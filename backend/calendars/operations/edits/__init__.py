"""What people do in Google to events of ours: noticed, looked at, and kept until somebody decides what follows."""
