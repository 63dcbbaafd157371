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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreProbesTest {
  private static final int PROBES = 7;

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

  private static String tenants() {
    return "sealcache.tenant-resolver=" + Nobody.class.getName() + "\n";
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
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void storeThatIsNotFit_isSaidByWhatItDoesWrong(Fault fault) throws IOException {
    FaultyCachingProvider.fault = fault;
    ToolRun run = probe(faulty(), "--json");

    assertThat(run.code()).isEqualTo(3);
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(json.getAsJsonArray("verdicts")).hasSize(2 + PROBES);
    assertThat(unfit(json)).contains(fault.probe);
  }

  @Test
  void eachProbe_seesAFault() {
    assertThat(Stream.of(Fault.values()).map(fault -> fault.probe).distinct())
        .hasSize(PROBES + 1); // and that of none
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
    probe(faulty()).ended(3).containsPattern("(?m)^FAIL +many at once +out of order$");
  }

  @Test
  void applicationsCodecAndTenants_areNotNeeded() throws IOException {
    probe(faulty() + tenants() + "sealcache.codec=bytes\n").succeeded();
  }

  @Test
  void tenantsKeysOfAKeyTable_areGoneAfterwards() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    files.fill(files.table(), Instant.now(), "ada");
    Path settings =
        OwnersFile.write(
            directory.resolve("tenants.properties"), faulty() + tenants() + files.tableSettings());

    ToolRun.of(input, "doctor", "--probe", "--settings=" + settings)
        .ended(0)
        .contains("compare-and-set")
        .doesNotContain("FAIL");
    ToolRun.of(input, "keys", "list", "--settings=" + settings)
        .ended(0)
        .contains("Names with keys: 1;");
  }

  @Test
  void managerThatDoesNotOpen_isAVerdictBesideTheOthers() throws IOException {
    FaultyCachingProvider.MANAGERS.set(1);

    probe(faulty())
        .ended(3)
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
            directory.resolve("some.properties"),
            "sealcache.master-key=" + KEY + "\n" + faulty() + tenants());

    for (String more : List.of("", "--json")) {
      for (String command : List.of("doctor", "census", "census --none-under=00000000", "reseal")) {
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
