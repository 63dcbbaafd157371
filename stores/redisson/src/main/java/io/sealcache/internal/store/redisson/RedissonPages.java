package io.sealcache.internal.store.redisson;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.UnderWay;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonObject;
import org.redisson.RedissonScript;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.jcache.JCache;

/**
 * Lists the entries of a cache by a script: Redisson's iterator fetches ten at a time, and those
 * that have expired too, so that their values had to be read once more. Thread-safe.
 */
final class RedissonPages {
  private static final int ENTRIES_A_CALL = 100;

  /** Redis answers with it, too, when there is no further page. */
  private static final String FIRST = "0";

  // As in Redisson's own scripts, the second key holds when entries expire.
  private static final String SCRIPT =
      """
      local page = redis.call('hscan', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
      local head = redis.call('zrange', KEYS[2], 0, 0, 'withscores')
      local now = tonumber(ARGV[3])
      local expires = #head == 2 and tonumber(head[2]) <= now
      if not expires then
        return page
      end
      local result = {}
      for i = 1, #page[2], 2 do
        local score = redis.call('zscore', KEYS[2], page[2][i])
        if not score or tonumber(score) > now then
          table.insert(result, page[2][i])
          table.insert(result, page[2][i + 1])
        end
      end
      return {page[1], result}
      """;

  private final RScript script;
  private final List<Object> keys;

  /**
   * @param entries the key of the entries
   * @param deadlines the key of when they expire
   */
  RedissonPages(RScript script, String entries, String deadlines) {
    this.script = script;
    this.keys = List.of(entries, deadlines);
  }

  /** Null if this version of Redisson has no way to it. */
  static @Nullable RedissonPages of(Cache<String, Object> cache) {
    try {
      RedissonObject made = cache.unwrap(JCache.class);
      Field executor = RedissonObject.class.getDeclaredField("commandExecutor");
      executor.setAccessible(true);
      String name = made.getRawName();
      return new RedissonPages(
          new RedissonScript((CommandAsyncExecutor) executor.get(made), ByteArrayCodec.INSTANCE),
          name,
          RedissonObject.prefixName("jcache_timeout_set", name));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** The entries that have not expired. */
  Iterator<ListedEntry> entries() {
    return new Entries();
  }

  // Of the master: another one that is asked next may not know the cursor.
  private UnderWay<List<?>> begin(String cursor) {
    RFuture<List<?>> page =
        script.evalAsync(
            RScript.Mode.READ_WRITE,
            SCRIPT,
            RScript.ReturnType.LIST,
            keys,
            cursor.getBytes(UTF_8),
            bytes(ENTRIES_A_CALL),
            bytes(System.currentTimeMillis()));
    return UnderWay.of(page);
  }

  /** A page, and where the next one begins. */
  private record Page(String next, List<byte[]> texts) {
    static Page of(List<?> answer) {
      if (answer.size() != 2
          || !(answer.get(0) instanceof byte[] next)
          || !(answer.get(1) instanceof List<?> texts)) {
        throw new CacheException("Redis answers a script that lists entries with something else");
      }
      if (texts.size() % 2 != 0) {
        throw new CacheException("Redis lists keys without values");
      }
      List<byte[]> bytes = new ArrayList<>(texts.size());
      for (Object text : texts) {
        if (!(text instanceof byte[] known)) {
          throw new CacheException("Redis lists an entry that is neither text nor bytes");
        }
        bytes.add(known);
      }
      return new Page(new String(next, UTF_8), bytes);
    }

    boolean isLast() {
      return next.equals(FIRST);
    }
  }

  private static byte[] bytes(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  /** Asks for a page while the one before is read. One thread's. */
  private final class Entries implements Iterator<ListedEntry> {
    private final Deque<ListedEntry> read = new ArrayDeque<>();
    private @Nullable UnderWay<List<?>> underWay = begin(FIRST);

    @Override
    public boolean hasNext() {
      while (read.isEmpty() && underWay != null) {
        Page page = Page.of(underWay.answer());
        underWay = page.isLast() ? null : begin(page.next());
        for (int i = 0; i < page.texts().size(); i += 2) {
          String key = new String(page.texts().get(i), UTF_8);
          read.add(RedissonCarriers.CARRIERS.listed(key, page.texts().get(i + 1)));
        }
      }
      return !read.isEmpty();
    }

    @Override
    public ListedEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return read.remove();
    }
  }
}
