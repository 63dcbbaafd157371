package io.sealcache.codec.arrow;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;

/**
 * Arrow's writer for one batch: that one keeps a copy of each dictionary, to see whether it is
 * another one in the next batch, and can't copy all types.
 */
final class ArrowBatchWriter extends ArrowStreamWriter {
  ArrowBatchWriter(
      VectorSchemaRoot table,
      DictionaryProvider dictionaries,
      WritableByteChannel out,
      CodecType compression) {
    super(
        table,
        dictionaries,
        out,
        IpcOption.DEFAULT,
        CompressionCodec.Factory.INSTANCE,
        compression);
  }

  @Override
  protected void ensureDictionariesWritten(DictionaryProvider dictionaries, Set<Long> used)
      throws IOException {
    for (long id : used) {
      writeDictionaryBatch(dictionaries.lookup(id));
    }
  }
}
