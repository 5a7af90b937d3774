using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Foundation.Security;

/// <summary>What was refused at the door. The numbers are those of the log’s events and stay: rules of a firewall are written on them.</summary>
public enum DoorEvent
{
    WrongPassword = 2001,
    TooManyPasswords = 2002,
    WrongCode = 2003,
    PasskeyRefused = 2004,
    ProviderRefused = 2005,

    /// <summary>In an open session, where somebody was to show once more that it is them.</summary>
    NotProved = 2006,
    TooManyLetters = 2007,

    /// <summary>Somebody who has signed in, or a program of theirs, asks faster than people do.</summary>
    TooFast = 2008,
}

/// <summary>
/// One line for each refusal: its number, whom it concerned as a mark that nobody turns back without the installation’s key – the same on every node and after every start – and the network it came
/// from. No password, no e-mail, no address of a page.
/// </summary>
sealed class DoorLog(InstallationKey key, ILogger<DoorLog> log)
{
    readonly byte[] marks = key.Derive("marks of the log");

    /// <param name="what">What was refused.</param>
    /// <param name="whom">An e-mail as it is compared, or the id of an account; empty for nobody in particular.</param>
    /// <param name="from">Whence it came.</param>
    public void Tell(DoorEvent what, string whom, IPAddress? from)
    {
        if (log.IsEnabled(LogLevel.Warning)) Written(log, new((int)what, what.ToString()), what, Mark(whom), TryLimit.Network(from) is { Length: > 0 } network ? network : "none");
    }

    string Mark(string whom) => whom.Length == 0 ? "none" : Convert.ToHexStringLower(HMACSHA256.HashData(marks, Encoding.UTF8.GetBytes(whom)), 0, 8);

    static void Written(ILogger log, EventId id, DoorEvent what, string whom, string network) =>
#pragma warning disable CA1848, CA1873 // the number of the event is what the line is for, and differs
        log.Log(LogLevel.Warning, id, "Refused: {What} {Number}, whom {Whom}, from {Network}", what, id.Id, whom, network);
#pragma warning restore CA1848, CA1873
}
