package io.sealcache;

/** Checked exceptions that nothing declares, as Kotlin, Groovy and Scala throw them. */
public final class Undeclared {
  private Undeclared() {}

  /** Throws whatever it is given. */
  public static RuntimeException thrown(Throwable failure) {
    return Undeclared.<RuntimeException>throwing(failure);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the trick
  private static <X extends Throwable> X throwing(Throwable failure) throws X {
    throw (X) failure;
  }
}
