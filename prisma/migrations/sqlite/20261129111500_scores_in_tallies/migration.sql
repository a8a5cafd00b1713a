-- Tallies now count scores too. Those made before are forgotten, and the attempts are counted anew, a batch at a time.
DELETE FROM "QuizTally";
UPDATE "Attempt" SET "tallied" = FALSE WHERE "tallied" = TRUE;
