package io.sealcache.cli.store;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ids of keys as a census has them. Any other text would be found under no entry. */
final class KeyIdConverter implements ITypeConverter<String> {
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{8}");

  @Override
  public String convert(String text) {
    String id = text.toLowerCase(Locale.ROOT);
    if (KEY_ID.matcher(id).matches()) {
      return id;
    }
    throw new TypeConversionException( // not with the text, which may be a key
        "a key id is 8 hexadecimal digits, as 'sealcache keyring show' lists under KEY ID; one"
            + " such as '2026-11' is a key's name in its file alone");
  }
}
