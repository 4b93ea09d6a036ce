"""What is printed: a job's sheet and the day's list, laid out as pages and painted on PDF, printer or preview."""
