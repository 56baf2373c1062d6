package dev.roundabout.viz.model;

import java.util.Optional;

/**
 * A check of an experiment that was made.
 *
 * @param expected in words, with the tolerance
 * @param seen the figures, in words
 * @param article the article's figure; empty where it has none
 */
public record Verdict(boolean holds, String expected, String seen, Optional<String> article) {}
