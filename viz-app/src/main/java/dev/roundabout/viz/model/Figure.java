package dev.roundabout.viz.model;

import java.util.OptionalInt;

/**
 * A number that a check has seen, to be drawn as a bar.
 *
 * @param name what it is of: a pod's short name, or a few words
 * @param value from 0
 * @param words the value with its unit
 * @param scale what is measured; bars of one scale can be compared with each other
 * @param place of the pod that it is of, which gives its colour; empty where it is of none
 */
public record Figure(String name, double value, String words, String scale, OptionalInt place) {
  public Figure(String name, double value, String words, String scale) {
    this(name, value, words, scale, OptionalInt.empty());
  }
}
