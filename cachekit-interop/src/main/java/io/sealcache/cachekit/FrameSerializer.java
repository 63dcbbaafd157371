package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.SerializerMismatch;

/**
 * How a cache of cachekit-py is configured to write: the serializer's name as its frames record it,
 * and whether integrity is checked. The reader's configuration says it; frames must agree.
 */
record FrameSerializer(String name, boolean isChecked) {
  /** That of a cache for which nothing else was chosen. */
  static final FrameSerializer DEFAULT = new FrameSerializer("default", true);

  private enum Kind {
    MSGPACK,
    ORJSON,
    ARROW,
    OTHER
  }

  FrameSerializer {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "A serializer has a name: default, auto, orjson, arrow, or that of its class");
    }
  }

  FrameSerializer named(String other) {
    return new FrameSerializer(other, isChecked);
  }

  FrameSerializer unchecked() {
    return new FrameSerializer(name, false);
  }

  /** A serializer that is given as an object is recorded by the name of its class. */
  private Kind kind() {
    return switch (name) {
      case "default", "StandardSerializer", "auto", "AutoSerializer" -> Kind.MSGPACK;
      case "orjson", "OrjsonSerializer" -> Kind.ORJSON;
      case "arrow", "ArrowSerializer" -> Kind.ARROW;
      default -> Kind.OTHER;
    };
  }

  boolean isMessagePack() {
    return kind() == Kind.MSGPACK;
  }

  Container container() {
    return switch (kind()) {
      case MSGPACK -> isChecked ? Container.ENVELOPE : Container.NONE;
      case ORJSON -> isChecked ? Container.CHECKSUM : Container.NONE;
      case ARROW -> Container.CHECKSUM;
      case OTHER -> Container.NONE;
    };
  }

  /**
   * The header's other words are no authority on the name, nor does it stand for another one.
   *
   * @throws SerializerMismatch if the header records another name
   */
  void requireNameOf(FrameHeader header) {
    if (!header.serializer().equals(name)) {
      throw new SerializerMismatch(
          "The frame records another serializer than '" + name + "', for which this reader is");
    }
  }

  /**
   * @throws Malformed if the header says of the payload what this serializer doesn't write
   */
  void requireAgreementOf(FrameHeader header) {
    boolean agrees =
        switch (kind()) {
          case MSGPACK ->
              header.format().equals("msgpack")
                  && header.isCompressed() == (container() == Container.ENVELOPE);
          case ORJSON -> header.format().equals("orjson") && !header.isCompressed();
          // Arrow compresses within its own format, or not.
          case ARROW -> header.format().equals("arrow");
          case OTHER -> true;
        };
    if (!agrees) {
      throw new Malformed(
          ("The frame's header says %s, %s; serializer '%s' %s integrity checks writes something"
                  + " else")
              .formatted(
                  header.format(),
                  header.isCompressed() ? "compressed" : "not compressed",
                  name,
                  isChecked ? "with" : "without"));
    }
  }
}
