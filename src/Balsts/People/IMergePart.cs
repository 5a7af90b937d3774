namespace Balsts.People;

/// <summary>What a room has to do to its rows before they name the record into which another one goes; which columns those are it says in its <see cref="PersonData"/>.</summary>
public interface IMergePart
{
    /// <summary>Before the rows are put over and told; the caller saves.</summary>
    Task Prepare(Guid from, Guid into, CancellationToken ct = default);
}
