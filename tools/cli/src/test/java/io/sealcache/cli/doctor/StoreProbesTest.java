package io.sealcache.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.cli.Nobody;
import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.cli.doctor.FaultyCachingProvider.Fault;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.table.DirectoryKeyTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreProbesTest {
  private static final int PROBES = 7;

  /** A probe that sees each, whatever others see. */
  private static final Map<Fault, String> FAULTS =
      Map.ofEntries(
          Map.entry(Fault.LOSES_VALUES, "round trip"),
          Map.entry(Fault.LISTS_PLAINTEXT, "ciphertext"),
          Map.entry(Fault.REPLACES_WHATEVER_IS_THERE, "compare-and-set"),
          Map.entry(Fault.LOSES_EACH_TENTH_REPLACEMENT, "compare-and-set"),
          Map.entry(Fault.FORGETS_WHAT_WAS_READ, "round trip"),
          Map.entry(Fault.HAS_NO_PUT_IF_ABSENT, "compare-and-set"),
          Map.entry(Fault.NOTHING_EXPIRES, "expiry"),
          Map.entry(Fault.TELLS_NO_EVENTS, "events"),
          Map.entry(Fault.LISTS_HALF, "many at once"),
          Map.entry(Fault.DESTROYS_NOTHING, "destruction"),
          Map.entry(Fault.FAILS, "many at once"));

  private static final String KEY =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  private final ToolRun.Input input = ToolRun.at(Instant.EPOCH);
  @TempDir private Path directory;

  @AfterEach
  void mend() {
    FaultyCachingProvider.fault = Fault.NONE;
    FaultyCachingProvider.MANAGERS.set(Integer.MAX_VALUE);
  }

  private ToolRun probe(String settings, String... more) throws IOException {
    Path file =
        OwnersFile.write(
            directory.resolve("app.properties"), "sealcache.master-key=" + KEY + "\n" + settings);
    List<String> arguments =
        new ArrayList<>(List.of("doctor", "--probe", "--settings", file.toString()));
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
        "io.sealcache.cli.doctor.FaultyCachingProvider"
      })
  void storeThatIsFit_isSaidToBe(String className) throws IOException {
    ToolRun run = probe(provider(className));

    assertThat(run.out().lines().filter(line -> line.startsWith("ok ")))
        .as("keys, store and each probe")
        .hasSize(2 + PROBES);
    assertThat(run.out()).doesNotContain("FAIL");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("faults")
  void storeThatIsNotFit_isSaidByWhatItDoesWrong(Fault fault, String probe) throws IOException {
    FaultyCachingProvider.fault = fault;
    ToolRun run = probe(faulty(), "--json");

    assertThat(run.code()).isEqualTo(3);
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(json.getAsJsonArray("verdicts")).hasSize(2 + PROBES);
    assertThat(unfit(json)).contains(probe);
  }

  static Stream<Arguments> faults() {
    return FAULTS.entrySet().stream().map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
  }

  @Test
  void eachFault_isPlanted() {
    assertThat(FAULTS.keySet()).containsAll(EnumSet.complementOf(EnumSet.of(Fault.NONE)));
    assertThat(Set.copyOf(FAULTS.values())).hasSize(PROBES);
  }

  private static List<String> unfit(JsonObject json) {
    return StreamSupport.stream(json.getAsJsonArray("verdicts").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(probe -> !probe.get("fit").getAsBoolean())
        .map(probe -> probe.get("name").getAsString())
        .toList();
  }

  @Test
  void problem_isOneLineOfText() throws IOException {
    FaultyCachingProvider.fault = Fault.FAILS;
    ToolRun run = probe(faulty());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).containsPattern("(?m)^FAIL +many at once +out of order$");
  }

  @Test
  void applicationsCodecAndTenants_areNotNeeded() throws IOException {
    ToolRun run =
        probe(
            faulty()
                + "sealcache.codec=bytes\nsealcache.tenant-resolver="
                + Nobody.class.getName()
                + "\n");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void tenantsKeysOfAKeyTable_areGoneAfterwards() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    Path table = files.ownersDirectory("table");
    files.fill(DirectoryKeyTable.open(table.toString()), Instant.now(), "ada");
    Path settings =
        OwnersFile.write(
            directory.resolve("tenants.properties"),
            "sealcache.key-table=%s\nsealcache.tenant-resolver=%s\n%s%s"
                .formatted(table, Nobody.class.getName(), faulty(), files.wrappingSettings()));

    ToolRun run = ToolRun.of(input, "doctor", "--probe", "--settings=" + settings);

    assertThat(run.out()).doesNotContain("FAIL").contains("compare-and-set");
    assertThat(run.code()).isZero();
    assertThat(ToolRun.of(input, "keys", "list", "--settings=" + settings).out())
        .contains("Names with keys: 1;");
  }

  @Test
  void managerThatDoesNotOpen_isAVerdictBesideTheOthers() throws IOException {
    FaultyCachingProvider.MANAGERS.set(1);

    ToolRun run = probe(faulty());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out())
        .contains("sealcache.master-key")
        .containsPattern("(?m)^ok +store ")
        .containsPattern("(?m)^FAIL +cache manager +.*no more managers")
        .containsPattern("(?m)^FAIL +compare-and-set ");
  }

  @Test
  void keyInPlaceOfACache_isNotShown() throws IOException {
    String key = KEY.replace('f', 'a');
    Path settings =
        OwnersFile.write(
            directory.resolve("some.properties"), "sealcache.master-key=" + KEY + "\n" + faulty());

    for (String more : List.of("", "--json")) {
      for (String command : List.of("doctor", "census", "census --none-under=00000000")) {
        ToolRun run =
            ToolRun.of(
                input,
                (command + " " + key + " --settings=" + settings + " " + more)
                    .strip()
                    .split(" +", -1));
        assertThat(run.out() + run.err()).as(command).isNotEmpty().doesNotContain(key);
        assertThat(run.code()).as(command).isIn(0, 1, 3);
      }
    }
  }

  @Test
  void byteOrderMark_handsNoSettingToTheStore() throws IOException {
    Path settings =
        OwnersFile.write(
            directory.resolve("marked.properties"),
            "\uFEFFsealcache.master-key=" + KEY + "\nstores.own=1\n" + faulty());

    assertThat(ToolRun.of(input, "doctor", "--settings=" + settings).code()).isZero();

    assertThat(FaultyCachingProvider.given).containsOnlyKeys("stores.own");
  }
}
