package dev.roundabout.workload;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a duration as people write it in flags and manifests: a whole number and one unit of {@code
 * ms}, {@code s}, {@code m} or {@code h}, such as {@code 500ms}, {@code 30s} or {@code 2m}; or a
 * plain {@code 0}. Never negative.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  /** For picocli, which makes one for each option. */
  public DurationConverter() {}

  /**
   * Reads {@code text}.
   *
   * @throws TypeConversionException if it is not of the form above; picocli makes it a usage error
   */
  @Override
  public Duration convert(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration like 500ms, 30s, 2m or 1h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
