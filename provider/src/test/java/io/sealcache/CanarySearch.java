package io.sealcache;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Looks for texts in bytes, in each form in which software is likely to have hidden them. */
public final class CanarySearch {
  private static final int MAX_INFLATED = 1 << 16;
  private static final int PIECE = 8;

  private record Hidden(String canary, String form) {}

  private final List<Hidden> hidden = new ArrayList<>();
  private final BytePatterns patterns;

  /** For canaries that are to be looked for in many places. */
  public CanarySearch(Collection<String> canaries) {
    List<byte[]> forms = new ArrayList<>();
    for (String canary : canaries) {
      forms(canary)
          .forEach(
              (name, form) -> {
                hidden.add(new Hidden(canary, name));
                forms.add(form);
              });
    }
    this.patterns = new BytePatterns(forms);
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
    return new CanarySearch(List.of(canary)).in(bytes).getOrDefault(canary, Set.of());
  }

  /** The canaries that are in {@code bytes}, each with the names of its forms. */
  public Map<String, Set<String>> in(byte[] bytes) {
    Map<String, Set<String>> found = new TreeMap<>();
    patterns.in(bytes).stream()
        .mapToObj(hidden::get)
        .forEach(each -> note(found, each.canary(), each.form()));
    return found;
  }

  /** As {@link #in}, and in what any offset inflates to, by the name of the form of stream. */
  public Map<String, Set<String>> inAndInflated(byte[] bytes) {
    Map<String, Set<String>> found = in(bytes);
    in(inflateEverywhere(bytes, false)).keySet().forEach(canary -> note(found, canary, "zlib"));
    in(inflateEverywhere(bytes, true)).keySet().forEach(canary -> note(found, canary, "deflate"));
    return found;
  }

  private static void note(Map<String, Set<String>> found, String canary, String form) {
    found.computeIfAbsent(canary, none -> new TreeSet<>()).add(form);
  }

  /** Adds to what was found in another place. */
  public static void merge(Map<String, Set<String>> found, Map<String, Set<String>> more) {
    more.forEach((canary, forms) -> forms.forEach(form -> note(found, canary, form)));
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
    return !new BytePatterns(List.of(part)).in(bytes).isEmpty();
  }
}
