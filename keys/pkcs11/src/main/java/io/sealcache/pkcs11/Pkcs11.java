package io.sealcache.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.internal.files.SecretFile;
import io.sealcache.keys.KeyManagementService;
import io.sealcache.keys.WrappingKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PKCS#11 tokens, by the setting {@code sealcache.kms=pkcs11:ALIAS?token=FILE&pin-file=FILE}: the
 * key of that alias never leaves its token, and must be allowed to encrypt and decrypt by {@code
 * CKM_AES_GCM}. Closing the last one of a process logs out of the token, and with it all that the
 * process has logged in there.
 */
public final class Pkcs11 implements KeyManagementService {
  private static final Pattern KEY = Pattern.compile("([^?&]+)[?]token=([^?&]+)&pin-file=([^?&]+)");
  private static final int LONGEST_PIN = 1_024;

  /** For the service loader. */
  public Pkcs11() {}

  @Override
  public String scheme() {
    return "pkcs11";
  }

  /** Logs in, and takes the key. */
  @Override
  public WrappingKey open(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      throw malformed();
    }
    Path configuration = file(parts.group(2));
    char[] pin = pin(file(parts.group(3)));
    try {
      return Pkcs11Token.open(configuration, pin, parts.group(1));
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static Path file(String text) {
    try {
      return Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) { // its message holds the text
      throw malformed();
    }
  }

  /** The first line. */
  private static char[] pin(Path file) {
    byte[] content = SecretFile.read("The file '" + file + "' of a PIN", file, LONGEST_PIN);
    CharBuffer text = UTF_8.decode(ByteBuffer.wrap(content));
    try {
      int end = 0;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      char[] pin = new char[end];
      text.get(pin);
      return pin;
    } finally {
      Arrays.fill(content, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "write a key of a token as 'pkcs11:ALIAS?token=FILE&pin-file=FILE', with a configuration of SunPKCS11 and a file whose first line is the PIN");
  }
}
