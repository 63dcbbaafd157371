package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.codec.jackson.JsonCodec;
import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
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
  JSON("record, `json`", Evolution.Version::record, JsonCodec::of),
  MESSAGE_PACK("record, `msgpack`", Evolution.Version::record, MessagePackCodec::of);

  /** What the document calls it. */
  final String title;

  final Function<Evolution.Version, String> source;

  /** The codec of a cache whose values are of that class. */
  final Function<Class<?>, Codec> codec;

  EvolvingCodec(
      String title, Function<Evolution.Version, String> source, Function<Class<?>, Codec> codec) {
    this.title = title;
    this.source = source;
    this.codec = codec;
  }
}
