package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.fixture.SourceCompiler;
import io.sealcache.internal.seal.Evolution.Version;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entries of classes that change: the table of docs/evolution.md, cell by cell. */
class ClassEvolutionTest {
  private static final String START = "<!-- evolution -->\n";
  private static final String END = "<!-- /evolution -->";
  private static final String WHOLE = "Ada, 36, RED";

  private static final SourceCompiler COMPILER = SourceCompiler.withoutClassPath();

  @TempDir private static Path directory;
  private static final Map<String, Release> RELEASES = new HashMap<>();

  /** The classes of one version, known to a class loader of their own. */
  private record Release(URLClassLoader loader, String name) {
    Object value() throws ReflectiveOperationException {
      return loader.loadClass("com.acme.Make").getMethod("it").invoke(null);
    }

    Class<?> type() throws ClassNotFoundException {
      return loader.loadClass("com.acme." + name);
    }
  }

  @AfterAll
  static void close() throws IOException {
    for (Release release : RELEASES.values()) {
      release.loader.close();
    }
  }

  @Test
  void table_isWhatEachCodecMakesOfEachChange() throws Exception {
    StringBuilder table = new StringBuilder("| What changes | ");
    table.append(
        Arrays.stream(EvolvingCodec.values())
            .map(codec -> codec.title)
            .collect(Collectors.joining(" | ")));
    table.append(" | record as key, `standard` |\n|").append(" --- |".repeat(9)).append("\n");
    for (Evolution change : Evolution.values()) {
      List<String> cells = new ArrayList<>(List.of(change.title));
      for (EvolvingCodec codec : EvolvingCodec.values()) {
        cells.add(cell(change, codec, codec.codec, codec.codec));
      }
      cells.add(isReached(change) ? "reached" : "not reached");
      table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    assertThat(Files.readString(Path.of("../../docs/evolution.md"))).contains(START + table + END);
  }

  @Test
  void versionsOfALibrary_makeTheSameOfWhatEitherWrote() throws Exception {
    for (Evolution change : Evolution.values()) {
      for (EvolvingCodec codec : EvolvingCodec.values()) {
        String cell = cell(change, codec, codec.codec, codec.codec);
        for (Function<Class<?>, Codec> writer : codec.versions) {
          for (Function<Class<?>, Codec> reader : codec.versions) {
            assertThat(cell(change, codec, writer, reader)).as(change.title).isEqualTo(cell);
          }
        }
      }
    }
  }

  @Test
  void whatIsUnreadable_namesTheClassAndNoContent() throws Exception {
    List<String> explanations = new ArrayList<>();
    for (Evolution change : Evolution.values()) {
      for (EvolvingCodec codec : EvolvingCodec.values()) {
        for (Function<Class<?>, Codec> version : codec.versions) {
          try {
            decode(change, codec, version, version);
          } catch (IOException | ClassNotFoundException e) {
            Class<?> type = release(change.after(), codec).type();
            explanations.add(CodecFailure.decoding(version.apply(type), e));
          }
        }
      }
    }

    assertThat(explanations)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            explanation ->
                assertThat(explanation)
                    .startsWith("the configured codec can't decode it: ")
                    .containsAnyOf("com.acme.Value", "com.acme.Color", "com.acme.Person")
                    .doesNotContain("Ada", "RED", "36"))
        .anySatisfy(
            e -> assertThat(e).contains("'age' is of java.lang.String, and java.lang.Integer"))
        .anySatisfy(e -> assertThat(e).contains("com.acme.Value was written with other components"))
        .anySatisfy(e -> assertThat(e).contains("finds no class com.acme.Value"))
        .anySatisfy(e -> assertThat(e).contains("by its serialVersionUID"))
        .anySatisfy(e -> assertThat(e).contains("com.acme.Value; has a field of another type"))
        .anySatisfy(e -> assertThat(e).contains("com.acme.Value lacks a property"))
        .anySatisfy(
            e -> assertThat(e).endsWith(": com.acme.Color lacks the constant that was written"));
  }

  /** As the classes of two releases: codecs 'json' and 'msgpack' write no name of theirs. */
  record Older(String name, int age) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record WithoutAge(String name) {}

  record Renamed(@JsonAlias("name") String fullName, int age) {}

  @Test
  void jacksonsAnnotations_openWhatOtherReleasesWrote() throws Exception {
    for (Function<Class<?>, Codec> codec :
        Stream.of(EvolvingCodec.JSON, EvolvingCodec.MESSAGE_PACK)
            .flatMap(codec -> codec.versions.stream())
            .toList()) {
      byte[] stored = encode(codec.apply(Older.class), new Older("Ada", 36));

      assertThat(decode(codec, WithoutAge.class, stored)).isEqualTo(new WithoutAge("Ada"));
      assertThat(decode(codec, Renamed.class, stored)).isEqualTo(new Renamed("Ada", 36));
    }
  }

  private static Object decode(Function<Class<?>, Codec> codec, Class<?> type, byte[] stored)
      throws Exception {
    return codec
        .apply(type)
        .decode(ByteBuffer.wrap(stored), ClassEvolutionTest.class.getClassLoader());
  }

  private static String cell(
      Evolution change,
      EvolvingCodec codec,
      Function<Class<?>, Codec> writer,
      Function<Class<?>, Codec> reader)
      throws Exception {
    try {
      String read = decode(change, codec, writer, reader).toString();
      return read.equals(WHOLE) ? "whole" : "`" + read + "`";
    } catch (IOException | ClassNotFoundException e) {
      return "unreadable";
    }
  }

  private static Object decode(
      Evolution change,
      EvolvingCodec codec,
      Function<Class<?>, Codec> writer,
      Function<Class<?>, Codec> reader)
      throws Exception {
    Release before = release(Evolution.before(), codec);
    Release after = release(change.after(), codec);
    byte[] stored = encode(writer.apply(before.type()), before.value());
    return reader.apply(after.type()).decode(ByteBuffer.wrap(stored), after.loader);
  }

  private static boolean isReached(Evolution change) throws Exception {
    Codec keys = StandardCodec.forKeys(JavaFilter.standard());
    return Arrays.equals(
        encode(keys, release(Evolution.before(), EvolvingCodec.STANDARD_RECORD).value()),
        encode(keys, release(change.after(), EvolvingCodec.STANDARD_RECORD).value()));
  }

  private static byte[] encode(Codec codec, Object object) throws IOException {
    EncodingBuffer out = new EncodingBuffer(0, 64);
    codec.encode(object, out);
    return Arrays.copyOf(out.array(), out.size());
  }

  private static Release release(Version version, EvolvingCodec codec) throws IOException {
    String source = codec.source.apply(version);
    String all = String.join("\n", source, version.color(), version.maker());
    Release known = RELEASES.get(all);
    if (known == null) {
      known = new Release(compile(all), version.name());
      RELEASES.put(all, known);
    }
    return known;
  }

  private static URLClassLoader compile(String source) throws IOException {
    Path sources = Files.createTempDirectory(directory, "release");
    Path file = Files.writeString(sources.resolve("Make.java"), "package com.acme;\n" + source);
    COMPILER.compile(List.of(file), sources);
    return new URLClassLoader(
        Stream.of(sources.toUri().toURL()).toArray(URL[]::new),
        ClassEvolutionTest.class.getClassLoader());
  }
}
