package io.sealcache;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Looks for a text in bytes, in each form in which software is likely to have hidden it. */
public final class CanarySearch {
  private static final int MAX_INFLATED = 1 << 16;
  private static final int PIECE = 8;

  private final Map<String, String> forms = new LinkedHashMap<>();

  /** For one canary, to be looked for in many places. */
  CanarySearch(String canary) {
    forms(canary).forEach((name, form) -> forms.put(name, latin(form)));
  }

  /** The canary in each form that shows as bytes of its own, by the form's name. */
  static Map<String, byte[]> forms(String canary) {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    byte[] utf8 = canary.getBytes(StandardCharsets.UTF_8);
    forms.put("UTF-8", utf8);
    forms.put("UTF-16BE", canary.getBytes(StandardCharsets.UTF_16BE));
    forms.put("UTF-16LE", canary.getBytes(StandardCharsets.UTF_16LE));
    String hex = HexFormat.of().formatHex(utf8);
    forms.put("hex", ascii(hex));
    forms.put("HEX", ascii(hex.toUpperCase(Locale.ROOT)));
    for (int offset = 0; offset < 3; offset++) {
      forms.put("Base64+" + offset, base64(Base64.getEncoder(), offset, utf8));
      forms.put("Base64url+" + offset, base64(Base64.getUrlEncoder(), offset, utf8));
    }
    return forms;
  }

  /** The canary as deflate streams, which a search has to inflate. */
  static Map<String, byte[]> streams(String canary) {
    byte[] utf8 = canary.getBytes(StandardCharsets.UTF_8);
    return Map.of("zlib", deflated(utf8, false), "deflate", deflated(utf8, true));
  }

  /** All that {@link #find} can answer. */
  public static Set<String> formNames() {
    Set<String> names = new LinkedHashSet<>(forms("any").keySet());
    names.addAll(streams("any").keySet());
    return names;
  }

  /** The names of the forms in which {@code canary} is in {@code bytes}. */
  public static Set<String> find(String canary, byte[] bytes) {
    return new CanarySearch(canary).in(bytes);
  }

  /** The names of the forms in which it is in {@code bytes}. */
  Set<String> in(byte[] bytes) {
    String text = latin(bytes);
    Set<String> found = new LinkedHashSet<>();
    forms.forEach(
        (name, form) -> {
          if (text.contains(form)) {
            found.add(name);
          }
        });
    return found;
  }

  /** What any offset inflates to, for {@link #find}; by the name of the form of stream. */
  public static Map<String, byte[]> inflateEverywhere(byte[] bytes) {
    return Map.of(
        "zlib", inflateEverywhere(bytes, false), "deflate", inflateEverywhere(bytes, true));
  }

  // Only the characters that nothing but the canary decides.
  private static byte[] base64(Base64.Encoder encoder, int offset, byte[] utf8) {
    byte[] shifted = new byte[offset + utf8.length];
    System.arraycopy(utf8, 0, shifted, offset, utf8.length);
    String encoded = encoder.encodeToString(shifted);
    return ascii(encoded.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6));
  }

  private static byte[] deflated(byte[] bytes, boolean raw) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 64];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] inflateEverywhere(byte[] bytes, boolean raw) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Inflater inflater = new Inflater(raw);
    for (int at = 0; at < bytes.length; at++) {
      inflater.reset();
      inflater.setInput(bytes, at, bytes.length - at);
      inflateInto(all, inflater);
    }
    inflater.end();
    return all.toByteArray();
  }

  private static void inflateInto(ByteArrayOutputStream all, Inflater inflater) {
    byte[] piece = new byte[PIECE]; // small, so that what precedes an error is kept
    int left = MAX_INFLATED;
    try {
      for (int length = 1; length > 0 && left > 0; left -= length) {
        length = inflater.inflate(piece);
        all.write(piece, 0, length);
      }
    } catch (DataFormatException e) {
      // no stream begins here, or it ends here
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static boolean contains(byte[] bytes, byte[] part) {
    return latin(bytes).contains(latin(part));
  }

  // One character a byte, so that the JDK's fast search can be used.
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
