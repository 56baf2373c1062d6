package dev.roundabout.viz.app;

import dev.roundabout.workload.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time that has to pass. */
final class LongerThanZero implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    Duration time = new DurationConverter().convert(text);
    if (time.isZero()) {
      throw new TypeConversionException("'" + text + "' is not longer than 0");
    }
    return time;
  }
}
