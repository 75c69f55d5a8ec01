"""Events as coordinators make them: dates, rounds, tables, seats, questions, and their steps from draft to done."""
