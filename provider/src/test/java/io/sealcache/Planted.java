package io.sealcache;

import java.io.Serial;
import java.io.Serializable;

/**
 * A class of the application's that a hostile store names in what it sends: it tells when it is
 * initialised, which is when code of the store's choice runs. To be named through {@link
 * PlantedClass} only.
 */
public final class Planted implements Serializable {
  static final String TOLD = "test.planted";

  /** Names the class loader that plays the store's JVM. */
  static final String ELSEWHERE = "elsewhere";

  @Serial private static final long serialVersionUID = 1L;

  static {
    if (!ELSEWHERE.equals(Planted.class.getClassLoader().getName())) {
      System.setProperty(TOLD, "initialised");
    }
  }

  /** What serializers call. */
  public Planted() {}
}
