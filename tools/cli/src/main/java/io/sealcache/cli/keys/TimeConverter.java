package io.sealcache.cli.keys;

import io.sealcache.internal.settings.MaxAge;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as they are written in settings. */
final class TimeConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    if (MaxAge.parse(text) instanceof MaxAge.Limited limited) {
      return limited.duration();
    }
    throw new TypeConversionException("'" + text + "' is not " + MaxAge.TIME);
  }
}
