package io.sealcache.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealcache.codec.arrow.ArrowCodec;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The proof that {@code docs/format.md} says enough: a program that knows no more opens entries.
 */
class FormatReaderTest {
  private static final Path FROZEN =
      Path.of("../tests/product/src/test/resources/io/sealcache/internal/seal/frozen");

  @BeforeAll
  static void nodeIsInstalled() {
    Needs.node();
  }

  @Test
  void derivationsOfTheVectors_areTheReaders() throws Exception {
    assertReads(vectors("derivations"));
  }

  @Test
  void entriesOfTheVectors_areRead() throws Exception {
    assertReads(vectors("entries"));
  }

  @Test
  void frozenEntries_areRead() throws Exception {
    List<JsonObject> entries = frozen();
    List<JsonObject> found = FormatReader.read(entries);

    for (int i = 0; i < entries.size(); i++) {
      JsonObject expected = FormatReader.answers(entries.get(i));
      JsonObject read = found.get(i);
      if (text(entries.get(i), "valueCodec").equals("arrow")) {
        assertThat(table(read)).isEqualTo(text(expected.getAsJsonObject("value"), "arrow"));
        expected.remove("value");
        read.remove("value");
      }
      assertThat(read).as(text(entries.get(i), "name")).isEqualTo(expected);
    }
  }

  /** A table as text, since the reader leaves what Arrow writes as it is. */
  private static String table(JsonObject read) throws Exception {
    byte[] stream = HexFormat.of().parseHex(text(read.getAsJsonObject("value"), "arrow"));
    ClassLoader loader = requireNonNull(FormatReaderTest.class.getClassLoader());
    try (VectorSchemaRoot table =
        (VectorSchemaRoot) new ArrowCodec().decode(ByteBuffer.wrap(stream), loader)) {
      return table.contentToTSVString();
    }
  }

  @Test
  void changedEntries_areRefused() throws Exception {
    List<JsonObject> changed = new ArrayList<>();
    for (JsonObject entry : vectors("entries")) {
      if (entry.has("sealed")) {
        continue; // described in short: refusals change them
      }
      Stream.of("context", "cache", "keyCodec")
          .forEach(field -> changed.add(with(entry, field, text(entry, field) + "x")));
      changed.add(with(entry, "tenant", "another"));
      changed.add(with(entry, "indexKey", "09".repeat(32)));
      changed.add(with(entry, "storedKey", flipped(text(entry, "storedKey"))));
      changed.add(with(entry, "storedValue", flipped(text(entry, "storedValue"))));
      changed.add(with(entry, "storedValue", text(entry, "storedValue").substring(0, 40)));
    }

    assertThat(FormatReader.read(changed))
        .hasSameSizeAs(changed)
        .allSatisfy(result -> assertThat(result.keySet()).containsExactly("refused"));
  }

  @Test
  void refusalsOfTheVectors_areRefusedForTheirReasons() throws Exception {
    List<JsonObject> refusals = vectors("refusals");
    Map<String, JsonObject> entries =
        vectors("entries").stream()
            .collect(Collectors.toMap(entry -> text(entry, "name"), Function.identity()));

    List<JsonObject> found =
        FormatReader.read(
            refusals.stream()
                .map(refusal -> changed(requireNonNull(entries.get(text(refusal, "of"))), refusal))
                .toList());

    assertThat(found).hasSameSizeAs(refusals);
    for (int i = 0; i < refusals.size(); i++) {
      assertThat(found.get(i).keySet())
          .as(text(refusals.get(i), "name"))
          .containsExactly("refused");
      assertThat(text(found.get(i), "refused"))
          .as(text(refusals.get(i), "name"))
          .startsWith(text(refusals.get(i), "reason") + ": ");
    }
  }

  private static JsonObject changed(JsonObject entry, JsonObject changes) {
    JsonObject changed = entry.deepCopy();
    changes.entrySet().forEach(change -> changed.add(change.getKey(), change.getValue()));
    return changed;
  }

  private static String flipped(String base64url) {
    int middle = base64url.length() / 2;
    char other = base64url.charAt(middle) == 'A' ? 'B' : 'A';
    return base64url.substring(0, middle) + other + base64url.substring(middle + 1);
  }

  private static JsonObject with(JsonObject entry, String field, String text) {
    JsonObject changed = entry.deepCopy();
    changed.addProperty(field, text);
    return changed;
  }

  private static void assertReads(List<JsonObject> given) throws Exception {
    assertThat(FormatReader.read(given))
        .isEqualTo(given.stream().map(FormatReader::answers).toList());
  }

  private static List<JsonObject> vectors(String field) throws IOException {
    JsonObject vectors =
        JsonParser.parseString(Documents.read("docs/format-vectors.json")).getAsJsonObject();
    List<JsonObject> list =
        StreamSupport.stream(vectors.getAsJsonArray(field).spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .toList();
    assertThat(list).hasSizeGreaterThan(9);
    return list;
  }

  private static List<JsonObject> frozen() throws IOException {
    try (Stream<Path> files = Files.walk(FROZEN)) {
      List<JsonObject> entries = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.add(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
      }
      assertThat(entries).hasSizeGreaterThan(29);
      return entries;
    }
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }
}
