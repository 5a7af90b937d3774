using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Balsts.Tests;

/// <summary>Counts the SQL commands that what is asked here sends, on either database.</summary>
public sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    static readonly AsyncLocal<Counted?> Here = new();

    sealed class Counted { public int Commands; }

    // from the first command on: a database that nobody listened to tells nothing for a second more
    [ModuleInitializer]
    internal static void Listen() => DiagnosticListener.AllListeners.Subscribe(new QueryCount());

    public static async Task<int> Of(Func<Task> ask)
    {
        var counted = Here.Value = new();
        await ask();
        Here.Value = null;
        return counted.Commands > 0 ? counted.Commands : throw new ShouldAssertException("Nothing was counted: what is asked without the database is no page of ours.");
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.EntityFrameworkCore") listener.Subscribe(this);
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> told)
    {
        if (told.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting" && Here.Value is { } counted) Interlocked.Increment(ref counted.Commands);
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }
    void IObserver<DiagnosticListener>.OnError(Exception error) { }
    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }
    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }
}
