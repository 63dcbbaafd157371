package io.sealcache.codec.jackson;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types that applications bind by Jackson, and those that they should not. */
final class JacksonSamples {
  record Customer(
      String name,
      int age,
      boolean vip,
      double score,
      @Nullable String note,
      LocalDate born,
      BigDecimal credit,
      List<Address> addresses,
      Map<String, Long> counters) {}

  record Address(String street, String city) {}

  enum Level {
    LOW,
    HIGH
  }

  /** With fields and setters, as older applications have. */
  static class Account {
    private String owner = "";
    private long balance;

    public String getOwner() {
      return owner;
    }

    public void setOwner(String owner) {
      this.owner = owner;
    }

    public long getBalance() {
      return balance;
    }

    public void setBalance(long balance) {
      this.balance = balance;
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Account other
          && owner.equals(other.owner)
          && balance == other.balance;
    }

    @Override
    public int hashCode() {
      return Objects.hash(owner, balance);
    }
  }

  static final class Savings extends Account {
    private double rate;

    public double getRate() {
      return rate;
    }

    public void setRate(double rate) {
      this.rate = rate;
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Card.class, name = "card"),
    @JsonSubTypes.Type(value = Cash.class, name = "cash")
  })
  sealed interface Payment {}

  record Card(String number) implements Payment {}

  record Cash(int amount) implements Payment {}

  record Order(Payment payment) {}

  interface Shape {}

  record Circle(int radius) implements Shape {}

  record HoldsInterface(Shape shape) {}

  record HoldsInterfaces(List<Shape> shapes) {}

  /** Without a constructor that Jackson can call. */
  static final class NoConstructor {
    private final int size;

    NoConstructor(int size, String unused) {
      this.size = size + unused.length();
    }

    public int getSize() {
      return size;
    }
  }

  static final class Empty {}

  /** Throws what it holds. */
  static final class Talkative {
    private String secret = "CANARY";

    public String getSecret() {
      if (!secret.isEmpty()) {
        throw new IllegalStateException(secret);
      }
      return secret;
    }

    public void setSecret(String secret) {
      this.secret = secret;
    }
  }

  record Tree(@Nullable Tree child) {}

  record PartKey(String tenant, int number, Level level, @Nullable Part part) {}

  record Part(UUID id, BigDecimal version) {}

  record ForgetfulKey(String kept, @JsonIgnore int forgotten) {}

  record NullKey(@Nullable String text) {
    @JsonValue
    public @Nullable String toText() {
      return null;
    }
  }

  private JacksonSamples() {}
}
