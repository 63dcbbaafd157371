package io.sealcache.codec.standard;

import io.sealcache.internal.messagepack.MessagePackWriter;

/** The ext types of {@link StandardCodec}: docs/format.md says what each holds. Frozen. */
final class ExtensionTypes {
  /** MessagePack's own. */
  static final int TIMESTAMP = -1;

  static final int CHARACTER = 0x01;
  static final int UTF_16 = MessagePackWriter.UTF_16;
  static final int BIG_INTEGER = 0x03;
  static final int BIG_DECIMAL = 0x04;
  static final int UUID = 0x05;
  static final int DATE = 0x06;
  static final int OPTIONAL_INT = 0x07;
  static final int OPTIONAL_LONG = 0x08;
  static final int OPTIONAL_DOUBLE = 0x09;

  static final int LOCAL_DATE = 0x10;
  static final int LOCAL_TIME = 0x11;
  static final int LOCAL_DATE_TIME = 0x12;
  static final int OFFSET_TIME = 0x13;
  static final int OFFSET_DATE_TIME = 0x14;
  static final int ZONED_DATE_TIME = 0x15;
  static final int DURATION = 0x16;
  static final int PERIOD = 0x17;
  static final int YEAR = 0x18;
  static final int YEAR_MONTH = 0x19;
  static final int MONTH_DAY = 0x1a;
  static final int ZONE_OFFSET = 0x1b;
  static final int ZONE_REGION = 0x1c;

  static final int BOOLEANS = 0x20;
  static final int SHORTS = 0x21;
  static final int CHARS = 0x22;
  static final int INTS = 0x23;
  static final int LONGS = 0x24;
  static final int FLOATS = 0x25;
  static final int DOUBLES = 0x26;
  static final int OBJECTS = 0x27;

  static final int LINKED_LIST = 0x30;
  static final int ARRAY_DEQUE = 0x31;
  static final int SMALL_IMMUTABLE_LIST = 0x32;
  static final int IMMUTABLE_LIST = 0x33;
  static final int HASH_SET = 0x38;
  static final int LINKED_HASH_SET = 0x39;
  static final int TREE_SET = 0x3a;
  static final int IMMUTABLE_SET = 0x3b;
  static final int LARGE_HASH_MAP = 0x40;
  static final int TREE_MAP = 0x41;
  static final int IMMUTABLE_MAP = 0x42;

  static final int ENUM = 0x50;
  static final int RECORD = 0x51;
  static final int JAVA = 0x52;
  static final int JAVA_UTIL = 0x53;

  private ExtensionTypes() {}
}
