package io.sealcache.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.FlightlessTest;
import io.sealcache.fixture.Artifacts;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the metadata for native images to the code: what it names is there, and each class of ours
 * that does something by reflection is known here, with what became of it. Whether an image works
 * only an image tells.
 */
class NativeImageMetadataTest {
  /** On the class path of tests/over-servers alone. */
  private static final JsonElement NOT_HERE =
      new JsonPrimitive("org.infinispan.jcache.remote.JCachingProvider");

  private static final String SETTINGS_FILE = "io/sealcache/internal/settings/SettingsFile.java";
  private static final String APPLICATIONS = "classes of the application, which registers them";
  private static final String IN_METADATA = "in the metadata";
  private static final String STARTER = "the starter, without which an image logs a warning more";
  private static final String SERVICES = "services, which an image has by itself";

  /** By the class of ours that has something looked up by a name, or made: what it is. */
  private static final Map<String, String> REFLECTION =
      Map.ofEntries(
          entry("io.sealcache.Codecs", IN_METADATA),
          entry("io.sealcache.internal.managerstore.StoreAdapters", IN_METADATA),
          entry("io.sealcache.KnownCaches", APPLICATIONS),
          entry("io.sealcache.internal.managerstore.StoreProviders", IN_METADATA),
          entry("io.sealcache.codec.arrow.ArrowAllocations", IN_METADATA),
          entry("io.sealcache.codec.standard.StandardReader", APPLICATIONS),
          entry("io.sealcache.codec.standard.ConfiguredTypes", APPLICATIONS),
          entry("io.sealcache.codec.standard.LoadingInput", APPLICATIONS),
          entry("io.sealcache.codec.standard.RecordShape", APPLICATIONS),
          entry("io.sealcache.codec.jackson.JacksonKeys", APPLICATIONS),
          entry("io.sealcache.codec.jackson3.JacksonKeys", APPLICATIONS),
          entry("io.sealcache.internal.managerkeys.KeyringWrapping", SERVICES),
          entry("io.sealcache.internal.managerkeys.KeyTableFactory", SERVICES),
          entry("io.sealcache.internal.settings.ApplicationClass", APPLICATIONS),
          entry("io.sealcache.internal.settings.EnvironmentVariables", STARTER),
          entry("io.sealcache.internal.settings.SettingsFile", IN_METADATA),
          entry("io.sealcache.internal.store.JCacheListener", IN_METADATA),
          entry("io.sealcache.internal.store.ehcache.EhcacheCacheConfiguration", IN_METADATA),
          entry("io.sealcache.internal.store.hazelcast.HazelcastDeclarations", APPLICATIONS),
          entry("io.sealcache.internal.store.hazelcast.HazelcastPlainTypes", IN_METADATA),
          entry("io.sealcache.internal.store.redisson.RedissonCodec", IN_METADATA));

  private static final Set<String> LOOKUPS =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.Class.getConstructor",
          "java.lang.Class.getDeclaredConstructor",
          "java.lang.Class.getDeclaredField",
          "java.lang.Class.getDeclaredFields",
          "java.lang.Class.getDeclaredMethod",
          "java.lang.Class.getField",
          "java.lang.Class.getMethod",
          "java.lang.Class.getMethods",
          "java.lang.Class.getRecordComponents",
          "java.lang.Class.getResource",
          "java.lang.Class.getResourceAsStream",
          "java.lang.ClassLoader.getResource",
          "java.lang.ClassLoader.getResourceAsStream",
          "java.lang.ClassLoader.getResources",
          "java.lang.ClassLoader.loadClass",
          "java.lang.invoke.MethodHandles$Lookup.findConstructor",
          "java.lang.invoke.MethodHandles$Lookup.findStatic",
          "java.lang.invoke.MethodHandles$Lookup.findVirtual",
          "java.lang.reflect.Proxy.newProxyInstance",
          "java.util.ServiceLoader.load");

  /** Those of all artifacts. */
  private static List<JsonObject> entries(String kind) throws IOException {
    List<JsonObject> entries = new ArrayList<>();
    for (String metadata : metadata()) {
      entries.addAll(objects(JsonParser.parseString(metadata).getAsJsonObject(), kind));
    }
    return entries;
  }

  private static List<String> metadata() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String folder : Artifacts.FOLDERS) {
      if (folder.equals("keys/table")) {
        continue; // looks up nothing by name: NativeImagesTest
      }
      String artifact = "sealcache-" + folder.substring(folder.indexOf('/') + 1);
      texts.add(
          Files.readString(
              Artifacts.classes(folder)
                  .resolve("META-INF/native-image/io.sealcache")
                  .resolve(artifact)
                  .resolve("reachability-metadata.json")));
    }
    return texts;
  }

  private static Class<?> loaded(String name) throws ClassNotFoundException {
    return Class.forName(name, false, NativeImageMetadataTest.class.getClassLoader());
  }

  private static Stream<String> elements(JsonObject of, String name) {
    return of.has(name)
        ? of.getAsJsonArray(name).asList().stream().map(JsonElement::getAsString)
        : Stream.of();
  }

  private static List<JsonObject> objects(JsonObject of, String name) {
    return of.has(name)
        ? of.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList()
        : List.of();
  }

  /** Types that are no proxies, by name. */
  private static List<String> types() throws IOException {
    return entries("reflection").stream()
        .map(each -> each.get("type"))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString)
        .toList();
  }

  @Test
  void metadata_namesTypesThatAreThere() throws Exception {
    for (JsonObject each : entries("reflection")) {
      if (each.get("type").equals(NOT_HERE)) {
        assertThat(objects(each, "methods")).hasSize(1);
      } else if (each.get("type").isJsonPrimitive()) {
        assertMembers(loaded(each.get("type").getAsString()), each);
      } else {
        for (String name : elements(each.getAsJsonObject("type"), "proxy").toList()) {
          assertThat(loaded(name)).isInterface();
        }
      }
    }
  }

  private static void assertMembers(Class<?> type, JsonObject each) {
    for (JsonObject field : objects(each, "fields")) {
      assertThat(Arrays.stream(type.getDeclaredFields()))
          .anyMatch(declared -> declared.getName().equals(field.get("name").getAsString()));
    }
    for (JsonObject method : objects(each, "methods")) {
      String name = method.get("name").getAsString();
      List<String> parameters = elements(method, "parameterTypes").toList();
      assertThat(executables(type, name)).as("%s.%s", type, name).contains(parameters);
    }
  }

  /** The types of their parameters. */
  private static Stream<List<String>> executables(Class<?> type, String name) {
    Executable[] all =
        name.equals("<init>") ? type.getDeclaredConstructors() : type.getDeclaredMethods();
    return Arrays.stream(all)
        .filter(one -> name.equals("<init>") || one.getName().equals(name))
        .map(one -> Arrays.stream(one.getParameterTypes()).map(Class::getTypeName).toList());
  }

  @Test
  void conditions_areClassesOfOurs() throws Exception {
    List<JsonObject> all = new ArrayList<>(entries("reflection"));
    all.addAll(entries("resources"));
    for (JsonObject each : all) {
      if (each.has("condition")) {
        String reached = each.getAsJsonObject("condition").get("typeReached").getAsString();
        assertThat(loaded(reached).getName()).startsWith("io.sealcache.");
      }
    }
  }

  @Test
  void metadata_hasEachStoreThatAnAdapterIsFor() throws IOException {
    String source =
        Files.readString(
            Artifacts.sources("provider")
                .resolve("io/sealcache/internal/managerstore/StoreAdapters.java"));
    List<String> stores =
        Pattern.compile("\"(\\w+(?:\\.\\w+)+)\"")
            .matcher(source)
            .results()
            .map(MatchResult::group)
            .map(quoted -> quoted.substring(1, quoted.length() - 1))
            .toList();

    assertThat(stores).hasSizeGreaterThan(9);
    assertThat(types()).containsAll(stores).contains(EncryptedCachingProvider.class.getName());
  }

  @Test
  void metadata_hasEachMxBean() throws IOException {
    Set<String> beans =
        Layers.ofTheProduct().stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getName())
            .filter(name -> name.endsWith("MXBean"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(beans).hasSize(3);
    assertThat(types()).containsAll(beans);
  }

  @Test
  void metadata_hasTheFileOfSettingsAndTheServices() throws IOException {
    assertThat(entries("resources"))
        .extracting(each -> each.get("glob").getAsString())
        .containsExactlyInAnyOrder(
            "sealcache.properties", "META-INF/services/javax.cache.spi.CachingProvider");
    assertThat(Files.readString(Artifacts.sources("provider").resolve(SETTINGS_FILE)))
        .contains("\"sealcache.properties\"");
  }

  /** A class that is new here has to be thought of. */
  @Test
  void reflection_isKnownClassByClass() {
    assertThat(reflecting()).containsExactlyInAnyOrderElementsOf(REFLECTION.keySet());
  }

  @Test
  void reflection_thatIsSaidToBeInTheMetadataIsConditionOrTarget() throws IOException {
    String metadata = String.join("", metadata());
    REFLECTION.forEach(
        (name, became) -> {
          if (became.equals(IN_METADATA)) {
            assertThat(metadata).contains("\"typeReached\": \"" + name + "\"");
          }
        });
  }

  private static Set<String> reflecting() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : Layers.ofTheProduct()) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        AccessTarget target = access.getTarget();
        if (LOOKUPS.contains(target.getOwner().getName() + "." + target.getName())
            || isLoaderOfOurs(target)) {
          found.add(type.getName());
        }
      }
    }
    return found;
  }

  private static boolean isLoaderOfOurs(AccessTarget target) {
    return target.getName().equals("loadClass")
        && target.getOwner().isAssignableTo(ClassLoader.class);
  }

  /** As in an image, whose code this is told by a property. */
  @Test
  void beansInAnImage_areRegisteredAsTheyAre() throws Exception {
    assertThat(FlightlessTest.run("-Dorg.graalvm.nativeimage.imagecode=runtime"))
        .isEqualTo("present, opened, null, told");
  }
}
