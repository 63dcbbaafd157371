package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Applications in JVMs of their own, and what their live objects hold. */
final class ApplicationHeap {
  // By default a full collection leaves up to 5 % of a region to dead objects. HotSpot makes int[]
  // of them, without clearing what they held, and writes those into a dump of live objects too.
  private static final String COMPACT_ALL = "-XX:MarkSweepDeadRatio=0";

  private ApplicationHeap() {}

  /** Runs an application to its end, over Caffeine. */
  static void run(Path directory, Class<?> application, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Xmx64m");
    command.add(COMPACT_ALL);
    command.add("-Dsealcache.store.provider=" + TestStore.CAFFEINE.providerClass());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(application.getName());
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  /**
   * Which keys are in a dump, and in which form.
   *
   * @param there a text that must be, as the dump would be none otherwise
   */
  static Set<String> found(Path dump, String there, Map<String, byte[]> keys) throws IOException {
    Map<String, byte[]> sought = new LinkedHashMap<>();
    keys.forEach(
        (name, key) -> forms(key).forEach((form, text) -> sought.put(name + " " + form, text)));
    sought.put(there, ascii(there));
    Set<String> found = new ManySearch(sought).in(Files.readAllBytes(dump));
    assertThat(found.remove(there)).as("whether this is a heap").isTrue();
    return found;
  }

  private static Map<String, byte[]> forms(byte[] key) {
    HexFormat hex = HexFormat.of();
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("raw", key);
    forms.put("hex", ascii(hex.formatHex(key)));
    forms.put("HEX", ascii(hex.withUpperCase().formatHex(key)));
    forms.put("Base64", Base64.getEncoder().withoutPadding().encode(key));
    forms.put("Base64url", Base64.getUrlEncoder().withoutPadding().encode(key));
    return forms;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
