"""Regular sessions under one agreement: "every other Tuesday, six times", on one side's clock."""
