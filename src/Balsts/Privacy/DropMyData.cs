using Quartz;

namespace Balsts.Privacy;

/// <summary>Deletes the files with what is held on people when their week is over.</summary>
[DisallowConcurrentExecution]
public sealed class DropMyData(MyDataFiles files) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        files.DeleteOld();
        return ValueTask.CompletedTask;
    }
}
