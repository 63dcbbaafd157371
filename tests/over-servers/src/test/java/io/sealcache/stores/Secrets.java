package io.sealcache.stores;

import java.util.List;

/** The secrets that the applications are configured with, and no store may learn. */
final class Secrets {
  static final String MASTER_KEY =
      "428110049464d26f1c6884bca60a65079da45e81648a9167302940984ea2e999";
  static final String INDEX_KEY =
      "8f7e6d5c4b3a29180f7e6d5c4b3a29181726354453627180a9b8c7d6e5f40312";
  static final String TENANT = "CANARYtenantCANARY";
  static final String CONTEXT = "CANARYcontextCANARY";

  static final List<String> VALUES = List.of(MASTER_KEY, INDEX_KEY, TENANT, CONTEXT);

  /** Each of them, and what only their owner's code is called. */
  static final List<String> ALL =
      List.of(
          MASTER_KEY,
          INDEX_KEY,
          TENANT,
          CONTEXT,
          "io.sealcache",
          "io/sealcache",
          "sealcache.master-key",
          "sealcache.index-key",
          "sealcache.tenant",
          "sealcache.context",
          "sealcache.store");

  private Secrets() {}
}
