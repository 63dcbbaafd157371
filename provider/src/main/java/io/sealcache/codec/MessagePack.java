package io.sealcache.codec;

/** First bytes of MessagePack's formats, as its specification names them. */
final class MessagePack {
  static final int FIXMAP = 0x80;
  static final int FIXARRAY = 0x90;
  static final int FIXSTR = 0xa0;
  static final int NIL = 0xc0;
  static final int FALSE = 0xc2;
  static final int TRUE = 0xc3;
  static final int BIN_8 = 0xc4;
  static final int BIN_16 = 0xc5;
  static final int BIN_32 = 0xc6;
  static final int EXT_8 = 0xc7;
  static final int EXT_16 = 0xc8;
  static final int EXT_32 = 0xc9;
  static final int FLOAT_32 = 0xca;
  static final int FLOAT_64 = 0xcb;
  static final int UINT_8 = 0xcc;
  static final int UINT_16 = 0xcd;
  static final int UINT_32 = 0xce;
  static final int UINT_64 = 0xcf;
  static final int INT_8 = 0xd0;
  static final int INT_16 = 0xd1;
  static final int INT_32 = 0xd2;
  static final int INT_64 = 0xd3;
  static final int FIXEXT_1 = 0xd4;
  static final int FIXEXT_2 = 0xd5;
  static final int FIXEXT_4 = 0xd6;
  static final int FIXEXT_8 = 0xd7;
  static final int FIXEXT_16 = 0xd8;
  static final int STR_8 = 0xd9;
  static final int STR_16 = 0xda;
  static final int STR_32 = 0xdb;
  static final int ARRAY_16 = 0xdc;
  static final int ARRAY_32 = 0xdd;
  static final int MAP_16 = 0xde;
  static final int MAP_32 = 0xdf;
  static final int NEGATIVE_FIXINT = 0xe0;

  static final int FIXINT_MAX = 127;
  static final int NEGATIVE_FIXINT_MIN = -32;
  static final int FIXSTR_MAX = 31;
  static final int FIXARRAY_MAX = 15;
  static final int FIXMAP_MAX = 15;
  static final int UINT_8_MAX = 0xff;
  static final int UINT_16_MAX = 0xffff;
  static final long UINT_32_MAX = 0xffff_ffffL;

  private MessagePack() {}
}
