package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StopNoticeTest {
  private final StringWriter err = new StringWriter();
  private final StopNotice notice = new StopNotice(new PrintWriter(err));

  @Test
  void workThatStops_saysOnceHowToGoOn() {
    notice.at("00aa");
    notice.at("00bb");
    notice.close();
    notice.close();

    assertThat(err)
        .hasToString("sealcache: stopped behind record 00bb; go on by --after=00bb%n".formatted());
  }

  @Test
  void workThatIsDoneOrHasNotBegun_saysNothing() {
    notice.at("00aa");
    notice.done();
    notice.close();
    new StopNotice(new PrintWriter(err)).close();

    assertThat(err).hasToString("");
  }

  @Test
  void workThatIsOver_leavesNothingForTheEndOfTheTool() {
    StopNotice open = new StopNotice(new PrintWriter(err));
    assertThat(open.leave()).as("until then it waits").isTrue();

    notice.close();

    assertThat(notice.leave()).isFalse();
  }
}
