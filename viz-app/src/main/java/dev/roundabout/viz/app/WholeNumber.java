package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Settings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number of a range, and says which range where it is not of it. */
abstract class WholeNumber implements ITypeConverter<Integer> {
  private final int lowest;
  private final int highest;

  WholeNumber(int lowest, int highest) {
    this.lowest = lowest;
    this.highest = highest;
  }

  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= lowest && number <= highest) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException(wrong(text));
    }
    throw new TypeConversionException(wrong(text));
  }

  private String wrong(String text) {
    String range =
        highest == Integer.MAX_VALUE ? lowest + " or more" : "from " + lowest + " to " + highest;
    return "'" + text + "' is not a whole number " + range;
  }

  static final class Positive extends WholeNumber {
    Positive() {
      super(1, Integer.MAX_VALUE);
    }
  }

  static final class Client extends WholeNumber {
    Client() {
      super(1, Settings.MAX_CLIENTS);
    }
  }

  /** Narrower than this no row of the table can be. */
  static final class Columns extends WholeNumber {
    Columns() {
      super(Machine.NARROWEST, 10_000);
    }
  }

  static final class Port extends WholeNumber {
    Port() {
      super(1, 65_535);
    }
  }

  /** The size of type that the window can show. */
  static final class TypeSize extends WholeNumber {
    TypeSize() {
      super(60, 250);
    }
  }
}
