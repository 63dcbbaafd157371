package io.sealcache.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.OwnersFile;
import io.sealcache.cli.ToolRun;
import io.sealcache.cli.check.FaultyCachingProvider.Fault;
import io.sealcache.keys.TenantResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  private static final int PROBES = 10;

  /** A probe that sees each, whatever others see. */
  private static final Map<Fault, String> FAULTS =
      Map.ofEntries(
          Map.entry(Fault.LOSES_VALUES, "round trip"),
          Map.entry(Fault.LISTS_PLAINTEXT, "ciphertext"),
          Map.entry(Fault.REPLACES_WHATEVER_IS_THERE, "compare-and-set"),
          Map.entry(Fault.LOSES_EACH_TENTH_REPLACEMENT, "races"),
          Map.entry(Fault.FORGETS_WHAT_WAS_READ, "by value"),
          Map.entry(Fault.HAS_NO_PUT_IF_ABSENT, "loader, writer"),
          Map.entry(Fault.NOTHING_EXPIRES, "expiry"),
          Map.entry(Fault.TELLS_NO_EVENTS, "events"),
          Map.entry(Fault.LISTS_HALF, "many at once"),
          Map.entry(Fault.DESTROYS_NOTHING, "destruction"),
          Map.entry(Fault.FAILS, "many at once"));

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);
  @TempDir private Path directory;

  @AfterEach
  void mend() {
    FaultyCachingProvider.fault = Fault.NONE;
  }

  private ToolRun check(String settings, String... more) throws IOException {
    Path file = OwnersFile.write(directory.resolve("app.properties"), settings);
    List<String> arguments = new ArrayList<>(List.of("check", "--settings", file.toString()));
    arguments.addAll(List.of(more));
    return ToolRun.of(input, arguments.toArray(String[]::new));
  }

  private static String provider(String className) {
    return "sealcache.store.provider=" + className + "\n";
  }

  private static String faulty() {
    return provider(FaultyCachingProvider.class.getName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
        "org.jsr107.ri.spi.RICachingProvider",
        "io.sealcache.cli.check.FaultyCachingProvider"
      })
  void storeThatIsFit_isSaidToBe(String className) throws IOException {
    ToolRun run = check(provider(className));

    assertThat(run.out().lines().filter(line -> line.startsWith("ok "))).hasSize(PROBES);
    assertThat(run.out()).contains("Fit: all of 10 probes passed");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("faults")
  void storeThatIsNotFit_isSaidByWhatItDoesWrong(Fault fault, String probe) throws IOException {
    FaultyCachingProvider.fault = fault;
    ToolRun run = check(faulty(), "--json");

    assertThat(run.code()).isEqualTo(3);
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(json.get("fit").getAsBoolean()).isFalse();
    assertThat(json.getAsJsonArray("probes")).hasSize(PROBES);
    assertThat(unfit(json)).contains(probe);
  }

  static Stream<Arguments> faults() {
    return FAULTS.entrySet().stream().map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
  }

  @Test
  void eachProbe_fails() {
    List<String> probes = new ArrayList<>(Probe.all().stream().map(Probe::name).toList());
    probes.add(CompareAndSetProbe.NAME);

    assertThat(FAULTS.values()).containsAll(probes);
    assertThat(FAULTS.keySet()).containsAll(EnumSet.complementOf(EnumSet.of(Fault.NONE)));
  }

  private static List<String> unfit(JsonObject json) {
    return StreamSupport.stream(json.getAsJsonArray("probes").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(probe -> !probe.get("fit").getAsBoolean())
        .map(probe -> probe.get("probe").getAsString())
        .toList();
  }

  @Test
  void problem_isOneLineOfText() throws IOException {
    FaultyCachingProvider.fault = Fault.FAILS;
    ToolRun run = check(faulty());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out())
        .containsPattern("FAIL +many at once +it fails by java.lang.IllegalStateException")
        .contains("Not fit: 1 of 10 probes failed");
  }

  @Test
  void storeThatCannotBeOpened_isAnError() throws IOException {
    assertRefused(check(provider("com.acme.Store")), "com.acme.Store", "class path", "--lib");
    assertRefused(check(provider("java.lang.String")), "java.lang.String", "no javax.cache");
    assertRefused(check(faulty() + "sealcache.master-key=tooshort\n"), "master-key");
  }

  private static void assertRefused(ToolRun run, String... parts) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("sealcache: ").contains(parts).hasLineCount(1);
    assertThat(run.err()).doesNotContain("tooshort");
    assertThat(run.out()).isEmpty();
  }

  /** As of an application that serves nobody here. */
  public static final class Nobody implements TenantResolver {
    @Override
    public @Nullable String tenant() {
      return null;
    }
  }

  @Test
  void applicationsCodecAndTenants_areNotNeeded() throws IOException {
    ToolRun run =
        check(
            faulty()
                + "sealcache.codec=bytes\nsealcache.tenant-resolver="
                + Nobody.class.getName()
                + "\n");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }
}
