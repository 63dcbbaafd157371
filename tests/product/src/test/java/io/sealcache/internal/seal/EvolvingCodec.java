package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.codec.jackson.Jackson;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import java.util.List;
import java.util.function.Function;

/** A column of the document: a codec and the form of a class. */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold nothing
enum EvolvingCodec {
  STANDARD_RECORD(
      "record, `standard`",
      Evolution.Version::record,
      type -> StandardCodec.forValues(JavaFilter.standard())),
  JAVA_RECORD(
      "record, `java`",
      Evolution.Version::serializableRecord,
      type -> JavaCodec.forValues(JavaFilter.standard())),
  STANDARD_CLASS(
      "class with `serialVersionUID`, `standard`",
      version -> version.serializableClass("private static final long serialVersionUID = 1;"),
      type -> StandardCodec.forValues(JavaFilter.standard())),
  JAVA_CLASS(
      "the same, `java`",
      version -> version.serializableClass("private static final long serialVersionUID = 1;"),
      type -> JavaCodec.forValues(JavaFilter.standard())),
  JAVA_CLASS_WITHOUT_UID(
      "class without, both",
      version -> version.serializableClass(""),
      type -> JavaCodec.forValues(JavaFilter.standard())),
  JSON(
      "record, `json`", Evolution.Version::record, List.of(Jackson.TWO::json, Jackson.THREE::json)),
  MESSAGE_PACK(
      "record, `msgpack`",
      Evolution.Version::record,
      List.of(Jackson.TWO::messagePack, Jackson.THREE::messagePack));

  /** The name that the document has for it. */
  final String title;

  final Function<Evolution.Version, String> source;

  /** The codec of a cache whose values are of that class. */
  final Function<Class<?>, Codec> codec;

  /** By another version of a library: whatever one writes, the other reads as that one would. */
  final List<Function<Class<?>, Codec>> versions;

  EvolvingCodec(
      String title, Function<Evolution.Version, String> source, Function<Class<?>, Codec> codec) {
    this(title, source, List.of(codec));
  }

  EvolvingCodec(
      String title,
      Function<Evolution.Version, String> source,
      List<Function<Class<?>, Codec>> versions) {
    this.title = title;
    this.source = source;
    this.codec = versions.get(0);
    this.versions = versions;
  }
}
