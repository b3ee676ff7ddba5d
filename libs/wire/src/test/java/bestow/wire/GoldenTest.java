package bestow.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.wire.config.CampaignDraft;
import bestow.wire.config.CampaignPage;
import bestow.wire.config.CampaignRevision;
import bestow.wire.config.Snapshot;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleRequest;
import bestow.wire.delivery.CodesReply;
import bestow.wire.delivery.CodesRequest;
import bestow.wire.delivery.DeadLettersReply;
import bestow.wire.delivery.DecisionRequest;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.LedgerReply;
import bestow.wire.delivery.LedgerRequest;
import bestow.wire.delivery.OrderExplained;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderRequest;
import bestow.wire.delivery.ProviderReport;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsRequest;
import bestow.wire.delivery.StatementReply;
import bestow.wire.gateway.CampaignList;
import bestow.wire.gateway.ClaimAnswer;
import bestow.wire.gateway.ClaimRequest;
import bestow.wire.gateway.PaidOrderAnswer;
import bestow.wire.gateway.PaidOrderRequest;
import bestow.wire.quota.CloseFindingRequest;
import bestow.wire.quota.HeldReply;
import bestow.wire.quota.HeldRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.LedgerReport;
import bestow.wire.quota.OrderAccount;
import bestow.wire.quota.OrdersReply;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.PromiseRequest;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest;
import bestow.wire.quota.StockReply;
import bestow.wire.reporting.Counts;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.security.Blocks;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidCheckRequest;
import bestow.wire.security.PaidTakenReply;
import bestow.wire.security.PaidTakenRequest;
import bestow.wire.security.Partners;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import bestow.wire.session.CloseRequest;
import bestow.wire.session.OpenReply;
import bestow.wire.session.ValidateReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Both sides of every door read the same golden lines: a line that was once written stays readable
/// and is written again to the letter.
final class GoldenTest {

  static Stream<Arguments> records() {
    return Stream.of(
            Problem.class,
            Snapshot.class,
            CampaignDraft.class,
            CampaignPage.class,
            CampaignRevision.class,
            BundleRequest.class,
            BundleReply.class,
            DeliverRequest.class,
            DeliverReply.class,
            OrderRequest.class,
            OrderReply.class,
            OrderExplained.class,
            DeadLettersReply.class,
            DecisionRequest.class,
            CodesRequest.class,
            CodesReply.class,
            QuestionsRequest.class,
            QuestionsReply.class,
            LedgerRequest.class,
            LedgerReply.class,
            StatementReply.class,
            ProviderReport.class,
            ClaimRequest.class,
            ClaimAnswer.class,
            CampaignList.class,
            PaidOrderRequest.class,
            PaidOrderAnswer.class,
            HeldRequest.class,
            HeldReply.class,
            HoldRequest.class,
            HoldReply.class,
            OrdersReply.class,
            PromiseRequest.class,
            PromiseReply.class,
            SettleRequest.class,
            SettleReply.class,
            StockReply.class,
            LedgerReport.class,
            CloseFindingRequest.class,
            OrderAccount.class,
            Counts.class,
            ReportRequest.class,
            Blocks.class,
            PaidCheckRequest.class,
            PaidCheckReply.class,
            PaidTakenRequest.class,
            PaidTakenReply.class,
            Partners.class,
            Verdict.class,
            VerdictRequest.class,
            CloseRequest.class,
            OpenReply.class,
            ValidateReply.class)
        .flatMap(type -> lines(type).map(line -> Arguments.of(type, line)));
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void aGoldenLineIsReadAndWrittenAgainToTheLetter(Class<T> type, String line)
      throws MalformedJsonException {
    Codec<T> codec = Json.codec(type);

    T value = codec.read(line.getBytes(StandardCharsets.UTF_8));

    assertEquals(line, new String(codec.write(value), StandardCharsets.UTF_8));
  }

  private static Stream<String> lines(Class<?> type) {
    String service = type.getPackageName().replace("bestow.wire", "").replace(".", "");
    String name = "/golden/" + service + "/" + type.getSimpleName() + ".jsonl";
    try (InputStream in = GoldenTest.class.getResourceAsStream(name.replace("//", "/"))) {
      if (in == null) throw new IllegalStateException("no golden file " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
