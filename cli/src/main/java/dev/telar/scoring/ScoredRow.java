package dev.telar.scoring;

import dev.telar.score.Reason;
import dev.telar.score.RowScore;
import java.util.List;
import java.util.Optional;

/// A row with its score.
///
/// @param number of the row in the table, from 1
/// @param ids the texts of the columns that name it
/// @param label its class, if there is one
/// @param score what the model finds
/// @param why the columns that add most
public record ScoredRow(
    long number, List<String> ids, Optional<String> label, RowScore score, List<Reason> why) {}
