package io.sealcache.vault;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import io.sealcache.internal.concurrent.OneFlight;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token by which keys are asked for: that of a file, or that of a login, which is renewed when
 * two thirds of its lease are over, and else come by anew. While neither succeeds, it stays in use
 * until its lease is over. One thread at a time asks for it; others share what it is told.
 * Thread-safe.
 */
final class VaultToken {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  /** From one try to have a token for longer to the next. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** It may be a policy that refuses, whatever the token: each login would leave one behind. */
  private static final Duration BETWEEN_REFUSALS = Duration.ofMinutes(1);

  private final VaultHttp http;
  private final VaultLogin login;
  private final LongSupplier nanoTime;
  private final OneFlight<Lease> flights;
  private volatile @Nullable Lease lease; // changed under the lock
  private volatile boolean closed; // changed under the lock
  private volatile @Nullable Long refused; // changed in a flight

  VaultToken(VaultHttp http, VaultLogin login, LongSupplier nanoTime) {
    this.http = http;
    this.login = login;
    this.nanoTime = nanoTime;
    this.flights = new OneFlight<>(nanoTime);
  }

  /**
   * A token, and until when it is good.
   *
   * @param length zero: for ever
   * @param old when it is to be renewed
   */
  private record Lease(String token, boolean renewable, long from, Duration length, long old) {
    boolean isOld(long now) {
      return !length.isZero() && now - old >= 0;
    }

    boolean isOver(long now) {
      return !length.isZero() && now - from > length.toNanos();
    }

    @Override
    public String toString() {
      return "Lease[" + length + "]";
    }
  }

  /**
   * Asks with the token; once more, with a new one, if Vault refuses it, be it that somebody
   * revoked it; but not again and again.
   *
   * @param question given the token
   */
  VaultHttp.Answer asked(Function<String, VaultHttp.Answer> question) {
    String token = current();
    VaultHttp.Answer answer = question.apply(token);
    if (answer.status() != 403) {
      return answer;
    }
    String next = after(token);
    return next.equals(token) ? answer : question.apply(next);
  }

  private String current() {
    if (login instanceof VaultLogin.TokenFile file) {
      return file.token();
    }
    Lease known = lease;
    return known != null && !known.isOld(nanoTime.getAsLong())
        ? known.token()
        : shared(this::renewedOrNew);
  }

  private String after(String token) {
    return login instanceof VaultLogin.TokenFile file ? file.token() : shared(() -> next(token));
  }

  private String shared(Supplier<Lease> ask) {
    return requireNonNull(flights.share("", step -> ask.get())).token();
  }

  private Lease renewedOrNew() {
    Lease known = lease;
    if (known == null) {
      return newLease();
    }
    if (!known.isOld(nanoTime.getAsLong())) {
      return kept(known, false);
    }
    try {
      Lease renewed = renewed(known);
      return renewed == null ? newLease() : kept(renewed, false);
    } catch (IllegalStateException e) {
      long now = nanoTime.getAsLong();
      if (known.isOver(now)) {
        throw e;
      }
      long next = now + PAUSE.toNanos();
      return kept(new Lease(known.token, known.renewable, known.from, known.length, next), false);
    }
  }

  /** That after a token which was refused. */
  private Lease next(String token) {
    Lease known = lease;
    Long before = refused;
    long now = nanoTime.getAsLong();
    boolean again = before != null && now - before < BETWEEN_REFUSALS.toNanos();
    if (known != null && (again || !known.token().equals(token))) {
      return known;
    }
    Lease got = newLease();
    refused = now; // not by a login that failed, or the refused token would stay in use
    return got;
  }

  private Lease newLease() {
    if (closed) {
      throw closedMeanwhile();
    }
    VaultLogin.ByRequest by = (VaultLogin.ByRequest) login;
    String path = "auth/" + by.mount() + "/login";
    VaultHttp.Answer answer = http.ask(path, null, by.body());
    Lease got = answer.status() == 200 ? lease(answer.body()) : null;
    if (got == null) {
      String refusal =
          "it refuses the login; look at its role, and at the files named in the setting";
      throw new IllegalStateException(
          "Vault answered '%s' with status %d: %s"
              .formatted(path, answer.status(), answer.meaning(refusal)));
    }
    return kept(got, true);
  }

  private static IllegalStateException closedMeanwhile() {
    return new IllegalStateException("The key of Vault was closed meanwhile");
  }

  /**
   * @param isNew whether only this thread knows its token, which closing can't have revoked
   */
  private Lease kept(Lease got, boolean isNew) {
    synchronized (this) {
      if (!closed) {
        lease = got;
        return got;
      }
    }
    if (isNew) {
      revoke(got);
    }
    throw closedMeanwhile();
  }

  /**
   * Has Vault revoke the token that a login gave, and logs in no more. A token that can't be
   * revoked now ends with its lease; that of a file is its owner's.
   */
  void close() {
    Lease known;
    synchronized (this) {
      closed = true;
      known = lease;
      lease = null;
    }
    if (known != null && !known.isOver(nanoTime.getAsLong())) {
      revoke(known);
    }
  }

  private void revoke(Lease known) {
    String problem = revocationProblem(known);
    if (problem != null) {
      LOGGER.log(
          Level.WARNING,
          "The token of a login to Vault could not be revoked, and ends with its lease: {0}",
          problem);
    }
  }

  /** Null if it is revoked. Throws nothing, as closing is to succeed all the same. */
  private @Nullable String revocationProblem(Lease known) {
    String path = "auth/token/revoke-self";
    try {
      int status = http.ask(path, known.token(), new JsonObject()).status();
      return status == 204 || status == 200
          ? null
          : "Vault answered '%s' with status %d".formatted(path, status);
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  /**
   * Null if Vault doesn't renew it: then a login may help.
   *
   * @throws IllegalStateException if Vault can't say whether it does
   */
  private @Nullable Lease renewed(Lease old) {
    if (!old.renewable() || old.isOver(nanoTime.getAsLong())) {
      return null;
    }
    VaultHttp.Answer answer = http.ask("auth/token/renew-self", old.token(), new JsonObject());
    if (answer.status() >= 500) {
      throw new IllegalStateException("Vault answers a renewal with status " + answer.status());
    }
    return answer.status() == 200 ? lease(answer.body()) : null;
  }

  private @Nullable Lease lease(JsonObject body) {
    try {
      JsonObject auth = body.getAsJsonObject("auth");
      String token = auth.get("client_token").getAsString();
      long now = nanoTime.getAsLong();
      Duration length = Duration.ofSeconds(auth.get("lease_duration").getAsLong());
      long old = now + length.toNanos() / 3 * 2;
      return VaultLogin.ONE_LINE.matcher(token).matches()
          ? new Lease(token, auth.get("renewable").getAsBoolean(), now, length, old)
          : null;
    } catch (RuntimeException e) { // whose message may show it
      return null;
    }
  }
}
