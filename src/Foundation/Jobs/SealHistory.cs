using Foundation.History;
using Quartz;

namespace Foundation.Jobs;

/// <summary>Numbers and chains what the history was told since the last minute, and exports the anchor of a day that is over.</summary>
[DisallowConcurrentExecution]
public sealed class SealHistory(HistoryChain chain) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await chain.Seal(ct);
}
